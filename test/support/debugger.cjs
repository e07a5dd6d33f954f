/** Debugs the process that requires it, from a worker: prints which scripts match, and where a breakpoint stops. */

const fs = require('node:fs');
const { Session } = require('node:inspector');
const { Worker, isMainThread } = require('node:worker_threads');

/** Scripts with such an URL get a breakpoint on the line of the marker. */
const { DEBUG_URLS: urlRegex } = process.env;
const MARKER = '/* breakpoint */';

/** The output of a worker passes through the main thread, which may be paused. */
const print = (...words) => fs.writeSync(1, `${words.join(' ')}\n`);

function debug() {
  const session = new Session();
  const urls = new Map();
  const call = (method, parameters) =>
    new Promise((resolve, reject) => {
      session.post(method, parameters, (error, result) => (error ? reject(error) : resolve(result)));
    });
  let isSet = false;
  // A session does not keep its thread alive.
  setInterval(() => undefined, 1_000_000);
  /** Sets one breakpoint, as soon as a first script tells the line, and never again. */
  const setBreakpoint = async (scriptId) => {
    const { scriptSource } = await call('Debugger.getScriptSource', { scriptId });
    const lineNumber = scriptSource.split('\n').findIndex((line) => line.includes(MARKER));
    if (lineNumber < 0 || isSet) return;
    isSet = true;
    await call('Debugger.setBreakpointByUrl', { urlRegex, lineNumber });
    print('breakpoint set');
  };
  session.connectToMainThread();
  session.on('Debugger.scriptParsed', ({ params: { scriptId, sourceMapURL, url } }) => {
    if (!new RegExp(urlRegex).test(url)) return;
    urls.set(scriptId, url);
    print('parsed', url, 'mapped by', sourceMapURL);
    void setBreakpoint(scriptId);
  });
  session.on('Debugger.breakpointResolved', ({ params: { location } }) => {
    print('bound in', urls.get(location.scriptId));
  });
  session.on('Debugger.paused', ({ params: { callFrames, hitBreakpoints } }) => {
    const [{ functionName, location }] = callFrames;
    print('paused in', functionName, 'of', urls.get(location.scriptId), 'by', hitBreakpoints.length);
    void call('Debugger.resume');
  });
  void call('Debugger.enable').then(() => print('debugging'));
}

if (isMainThread) new Worker(module.filename, { execArgv: [] }).unref();
else debug();
