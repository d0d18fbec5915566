import { hostsOf, isLoopback } from '../../../src/private/ecs/address';

test.each<[string, string[]]>([
  ['127.0.0.1:2000', ['127.0.0.1']],
  ['tcp:127.0.0.1:2000 udp:xray:2000', ['127.0.0.1', 'xray']],
  ['http://localhost:4318/v1/traces', ['localhost']],
  ['http://[::1]:4318', ['[::1]']],
  ['dns:///localhost:4317', ['localhost']],
  ['collector.internal', ['collector.internal']],
])('%s names the hosts %j', (address, hosts) => {
  expect(hostsOf(address)).toEqual(hosts);
});

test.each<[string, boolean]>([
  ['127.0.0.1', true], ['127.1.2.3', true], ['localhost', true], ['LOCALHOST', true], ['0.0.0.0', true], ['[::1]', true], ['[::]', true],
  ['127.0.0.1.nip.io', false], ['localhost-collector', false], ['10.0.0.1', false], ['', false],
])('%s: whether a sender reaches itself there', (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});
