/**
 * Child process of check-templates.js: checks each template whose file name it is sent.
 */
const { checkTraced, loadUntraced } = require('./check-template');
const library = require('../../lib');

process.on('message', ({ file }) => {
  const untraced = loadUntraced(file);
  if (untraced.loaded) {
    process.send({ loaded: true });
  }
  process.send({ result: untraced.loaded ? checkTraced(file, untraced, library) : untraced });
});
