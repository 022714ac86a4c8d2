"""What the parts themselves say; everything else is said by the page that uses them."""

RETRY = "重试"
REMOVE = "去掉此条件"
REQUIRED = "必填"
