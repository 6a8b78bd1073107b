import http from 'k6/http';
import { check, group, sleep } from 'k6';
export const options = { scenarios: {
  agents: { executor: 'constant-vus', vus: 4, duration: '3s', gracefulStop: '2s', exec: 'agents' },
  broken: { executor: 'shared-iterations', vus: 1, iterations: 2, startTime: '4s', exec: 'broken' } },
  thresholds: { http_req_duration: ['p(95)<1000'] }, discardResponseBodies: false };
const url = __ENV.URL;
export function agents() {
  group('checkout', () => { group('inner', () => {
    const r = http.post(url + '/v1/tasks?wait=5', JSON.stringify({ prompt: 'Fix the bug', size: 'simple' }), { tags: { name: 'POST task' } });
    check(r, { 'is done': x => x.json('state') === 'completed' }); });
    http.get(url + '/v1/models'); });
  const m = http.get(url + '/v1/agents/none'); check(m, { 'is there': x => x.status === 200 });
  sleep(0.4);
}
export function broken() { http.get('http://127.0.0.1:1/'); http.get(url + '/v1/tasks?wait=5&x="a,b"', { timeout: '1ms', tags: { name: 'late "one", two' } }); }
