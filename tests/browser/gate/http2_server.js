// A server over TLS that tells each request, byte for byte, as one line of JSON on its standard output.
// Arguments: key, certificate. Its first line are its ports: HTTP/2, HTTP/1.1. Node comes with Playwright's driver.
const fs = require('fs'), http2 = require('http2'), https = require('https');
const [key, cert] = process.argv.slice(2).map(name => fs.readFileSync(name));
const done = '<!doctype html><meta charset=utf-8><title>完了</title><p>受付番号 R-1 登録しました</p>';
const forms = {
  '/form': ['', ''],
  '/upload': ['enctype=multipart/form-data', '<input type=file name=file>'],
};
const met = new Set();
const tell = line => process.stdout.write(JSON.stringify(line) + '\n');

function answer(request, response) {
  const [path, to] = request.url.split('?');
  if (forms[path]) {
    met.clear(); // each opens its form once
    const [attributes, more] = forms[path];
    response.setHeader('content-type', 'text/html; charset=utf-8');
    return response.end(`<!doctype html><title>入力</title><form method=post action="${to}" ${attributes}>
      <input name=key value="A-0017"><input name=name value="山田　太郎">${more}<button id=s>登録</button></form>`);
  }
  if (request.method === 'POST' && !met.has(request.url)) { // the first time alone
    met.add(request.url);
    if (path === '/destroy') return request.stream.session.destroy();
    if (path === '/goaway') {
      request.stream.session.goaway(0, 0); // nothing was carried out
      return setTimeout(() => request.stream.session?.destroy(), 50);
    }
    if (path === '/refused') return request.stream.close(http2.constants.NGHTTP2_REFUSED_STREAM);
  }
  if (request.method === 'POST') {
    response.writeHead(302, { location: '/done' });
    return response.end();
  }
  response.setHeader('content-type', 'text/html; charset=utf-8');
  return response.end(done);
}

function take(request, response) {
  const parts = [];
  request.on('data', part => parts.push(part));
  request.on('end', () => {
    const headers = { ...request.headers };
    tell({ method: request.method, target: request.url, headers, body: Buffer.concat(parts).toString('base64') });
    answer(request, response);
  });
}

const servers = [http2.createSecureServer({ key, cert }, take), https.createServer({ key, cert }, take)];
Promise.all(servers.map(one => new Promise(ready => one.listen(0, '127.0.0.1', ready))))
  .then(() => tell(servers.map(one => one.address().port)));
process.stdin.resume().on('end', () => process.exit()); // with the test
