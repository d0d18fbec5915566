import { inCamelCase, valueOf, withValueOf } from '../../../src/private/template/casing';

test('a value is found by its CloudFormation name in either spelling', () => {
  expect(valueOf({ Name: 'a' }, 'Name')).toBe('a');
  expect(valueOf({ name: 'a' }, 'Name')).toBe('a');
  expect(valueOf({}, 'Name')).toBeUndefined();
  expect(valueOf('text', 'Name')).toBeUndefined();
});

test('a value is set in the spelling of its object', () => {
  expect(withValueOf({ Name: 'a' }, 'Image', 'x')).toEqual({ Name: 'a', Image: 'x' });
  expect(withValueOf({ name: 'a' }, 'Image', 'x')).toEqual({ name: 'a', image: 'x' });
  expect(withValueOf({ name: 'a', image: 'x' }, 'Image', 'y')).toEqual({ name: 'a', image: 'y' });
});

test('a template value is spelled as structs are, but what is to keep its names', () => {
  expect(inCamelCase({ LogConfiguration: { LogDriver: 'awslogs', Options: { 'Awslogs-Group': 'g' } }, Ports: [{ HostPort: 0 }] }, ['Options']))
    .toEqual({ logConfiguration: { logDriver: 'awslogs', options: { 'Awslogs-Group': 'g' } }, ports: [{ hostPort: 0 }] });
});
