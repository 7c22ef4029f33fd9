// Node, and nothing in it.
process.send(process.memoryUsage.rss(), () => process.disconnect());
