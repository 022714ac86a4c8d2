"""Reading map files (读取地图文件): one file a format, all through GDAL, all giving a `Layer`."""
