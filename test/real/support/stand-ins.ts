/**
 * Stand-ins for the parts of AWS that an installation meets, run in a network namespace of their own: the package buckets and a mirror (https),
 * instance metadata (version 2 only) and the X-Ray API (http). The first argument is the folder with the certificate, and below `files` what
 * the hosts serve; each request is written to `requests.log` there, one JSON a line.
 */
import { appendFileSync, existsSync, readFileSync, statSync } from 'fs';
import { createServer, IncomingMessage, ServerResponse } from 'http';
import { createServer as createTlsServer } from 'https';
import { join } from 'path';

const FOLDER = process.argv[2];
const TOKEN = 'stand-in-token';
const failuresLeft = new Map([['/flaky', 1]]);

function record(request: IncomingMessage, body = ''): void {
  const { method, url, headers } = request;
  appendFileSync(join(FOLDER, 'requests.log'), JSON.stringify({ method, host: headers.host, url, headers, body }) + '\n');
}

/** `/half/…` ends in the middle of the file, `/flaky/…` fails once; all else is a file or a 404. */
function serveFile(request: IncomingMessage, response: ServerResponse): void {
  record(request);
  const url = request.url!;
  const trouble = /^\/[a-z]+/.exec(url)?.[0] ?? '';
  const file = [request.headers.host!, ''].map(host => join(FOLDER, 'files', host, url)).find(path => existsSync(path) && statSync(path).isFile());
  if (failuresLeft.get(trouble)) {
    failuresLeft.set(trouble, failuresLeft.get(trouble)! - 1);
    response.writeHead(503).end();
  } else if (!file) {
    response.writeHead(404).end('no such key');
  } else if (trouble === '/half' && file.endsWith('.zip')) {
    const content = readFileSync(file);
    response.writeHead(200, { 'content-length': content.length }).write(content.subarray(0, content.length / 2), () => response.destroy());
  } else {
    response.end(readFileSync(file));
  }
}

function serveMetadata(request: IncomingMessage, response: ServerResponse): void {
  record(request);
  if (request.method === 'PUT' && request.url === '/latest/api/token') {
    response.end(TOKEN);
  } else if (request.headers['x-aws-ec2-metadata-token'] !== TOKEN) {
    response.writeHead(401).end();
  } else if (request.url === '/latest/meta-data/placement/region') {
    response.end('eu-west-1');
  } else {
    response.writeHead(404).end();
  }
}

function serveXRay(request: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = [];
  request.on('data', chunk => chunks.push(chunk)).on('end', () => {
    record(request, Buffer.concat(chunks).toString());
    response.end('{}');
  });
}

const tls = { key: readFileSync(join(FOLDER, 'server.key')), cert: readFileSync(join(FOLDER, 'server.crt')) };
const [address] = process.argv.slice(3);
createTlsServer(tls, serveFile).listen(443, address, () =>
  createServer(serveMetadata).listen(80, '169.254.169.254', () =>
    createServer(serveXRay).listen(80, address, () => console.log('ready'))));
