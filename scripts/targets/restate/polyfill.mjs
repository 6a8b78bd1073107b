// The SDK needs it, and Node 20 does not have it: without it every call hangs while the server tries again and again.
Promise.withResolvers ??= function () {
  let resolve, reject;
  const promise = new this((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
};
