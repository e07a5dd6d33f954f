/** Starts the bundle after the first build and sends it SIGUSR2 after each further one, as webpack/hot/signal expects. */

const { fork } = require('node:child_process');

class RunThenSignalPlugin {
  constructor(file) {
    this.file = file;
  }

  apply(compiler) {
    let child;
    compiler.hooks.done.tap('RunThenSignalPlugin', (stats) => {
      if (stats.hasErrors()) return;
      if (child === undefined || child.exitCode !== null) child = fork(this.file, { stdio: 'inherit' });
      else child.kill('SIGUSR2');
    });
  }
}

module.exports = { RunThenSignalPlugin };
