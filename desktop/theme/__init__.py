"""The desk's look (外观): colours, type and icons, the same in every widget, picture and print."""
