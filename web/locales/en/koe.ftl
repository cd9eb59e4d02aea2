hello = こんにちは {$n}件
bye = さようなら
