export const loaded = (module.hot.data?.loaded ?? 0) + 1;
module.hot.dispose((data) => {
  data.loaded = loaded;
});
export const reload = () => module.hot.invalidate();
