import { connect } from 'node:net';

/**
 * Holds very many connections from 127.0.0.1, each with the beginning of a request that it is sent first and no end, and opens a new
 * one for each that is closed. Says `open` when so many have been opened. Ends with its parent, or after a minute.
 */
const [port = '', count = ''] = process.argv.slice(2);
let beginning = '';
let opened = 0;

function open(): void {
  const socket = connect({ host: '127.0.0.1', port: Number(port) });
  socket.on('error', () => undefined);
  socket.once('connect', () => {
    socket.write(beginning);
    opened += 1;
    if (opened === Number(count)) process.send?.('open');
  });
  socket.once('close', () => setImmediate(open));
}

process.once('message', (text: string) => {
  beginning = text;
  for (let index = 0; index < Number(count); index += 1) open();
});
process.once('disconnect', () => process.exit());
setTimeout(() => process.exit(), 60_000);
