let open = () => {};
let passed = Promise.resolve();
let arrive = () => {};
const arrived = new Promise((resolve) => (arrive = resolve));
let counts = 0;
export const gate = {
  open: () => open(),
  close: () => (passed = new Promise((resolve) => (open = resolve))),
  pass: () => {
    if ((counts += 1) > 1) arrive();
    return passed;
  },
};
export const started = () => arrived;
