// A small service of Node's own http module, healthy or leaky in one known way. Its metrics are written in the
// format of prom-client, which is used when it is installed. Prints "listening on 127.0.0.1:PORT".
// Usage: node service.js MODE   (healthy, handles, heap)
const http = require('http');

const mode = process.argv[2] || 'healthy';
const kept = [];
let prom = null;
try {
  prom = require('prom-client');
  prom.collectDefaultMetrics();
} catch (error) {
  prom = null;
}

function leak() {
  if (mode === 'handles') {
    kept.push(setInterval(() => {}, 1 << 30));
  } else if (mode === 'heap') {
    kept.push(new Array(512).fill(kept.length + 0.5));
  }
}

async function metrics() {
  if (prom) {
    return prom.register.metrics();
  }
  const active = process.getActiveResourcesInfo();
  const lines = [
    `process_start_time_seconds ${Math.round(Date.now() / 1000 - process.uptime())}`,
    `process_resident_memory_bytes ${process.memoryUsage().rss}`,
    `nodejs_heap_size_used_bytes ${process.memoryUsage().heapUsed}`,
    `nodejs_active_resources_total ${active.length}`,
  ];
  return lines.join('\n') + '\n';
}

const server = http.createServer(async (request, response) => {
  if (request.url === '/metrics') {
    response.end(await metrics());
  } else if (request.url === '/json') {
    leak();
    response.setHeader('Content-Type', 'application/json');
    response.end('{"ok":true}');
  } else {
    response.statusCode = 404;
    response.end();
  }
});
server.listen(0, '127.0.0.1', () => console.log(`listening on 127.0.0.1:${server.address().port}`));
