// node ready.mjs URL SECONDS PID — exit 0: URL answered 200; 1: not within SECONDS; 3: process PID is gone.
const [url, seconds, pid] = process.argv.slice(2);
const deadline = Date.now() + Number(seconds) * 1000;

while (Date.now() < deadline) {
  try {
    process.kill(Number(pid), 0);
  } catch {
    process.exit(3);
  }
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2000) });
    await answer.arrayBuffer();
    if (answer.status === 200) process.exit(0);
  } catch {
    // not listening yet
  }
  await new Promise((next) => setTimeout(next, 100));
}
process.exit(1);
