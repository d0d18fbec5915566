#!/usr/bin/env node
import * as fs from 'fs';
import { main } from './main';

// Whoever reads the output may have seen enough, as `head` has.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') { throw error; }
});

void main(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  readStdin: () => fs.readFileSync(process.stdin.fd, 'utf8'),
}).then((code) => { process.exitCode = code; });
