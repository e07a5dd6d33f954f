/** Runs a message broker for development; it belongs to the compiler, and outlives the restarts of the application. */

const { createServer } = require('node:net');
const { once } = require('node:events');

/**
 * Starts the broker on any free port.
 *
 * @returns {Promise<string>} its URL
 */
exports.startBroker = async function startBroker() {
  const { Aedes } = await import('aedes');
  const broker = await Aedes.createBroker();
  const server = createServer(broker.handle).listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.unref();
  return `mqtt://127.0.0.1:${server.address().port}`;
};
