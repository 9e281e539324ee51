import { connect, createServer } from 'node:net';

// Passes each connection to a port of its network namespace on to a socket of the file system, which has no namespace.
const [port, socket = ''] = process.argv.slice(2);

createServer((near) => {
  const far = connect(socket);
  near.on('error', () => far.destroy()).on('close', () => far.destroy());
  far.on('error', () => near.destroy()).on('close', () => near.destroy());
  near.pipe(far).pipe(near);
}).listen(Number(port), '0.0.0.0');

// The end of its input is the end of whoever started it.
process.stdin.on('end', () => process.exit(0)).resume();
