import { aws_ecs as ecs, CfnResource, Fn, type IResolveContext, Lazy, Token } from 'aws-cdk-lib';
import { CfnView } from '../../../src/private/cdk/cfn-view';
import { lazyValue } from '../../../src/private/cdk/lazy-value';
import { lazy, newStack } from '../../support/views';

const IMAGE = 'public.ecr.aws/nginx/nginx';

/** What somebody reads of a lazy value who asks for all that the whole value has. */
function readLike(whole: any, value: any): any {
  if (Array.isArray(whole)) { return value.map((item: any, index: number) => readLike(whole[index], item)); }
  if (typeof whole !== 'object' || whole === null) { return value; }
  return Object.fromEntries(Object.entries(whole).map(([name, part]) => [name, readLike(part, value[name])]));
}

const stack = newStack();

function typed(containerDefinitions: any): CfnView {
  return new CfnView(new ecs.CfnTaskDefinition(stack, `Task${stack.node.children.length}`, { containerDefinitions }));
}

function raw(containers: any): CfnView {
  return new CfnView(new CfnResource(stack, `Task${stack.node.children.length}`, { type: 'AWS::ECS::TaskDefinition', properties: { ContainerDefinitions: containers } }));
}

function l2(): CfnView {
  const task = new ecs.FargateTaskDefinition(stack, `Task${stack.node.children.length}`);
  task.addContainer('app', {
    image: ecs.ContainerImage.fromRegistry(IMAGE),
    environment: { REGION: stack.region, PLAIN: 'text' },
    healthCheck: { command: ['true'] },
    portMappings: [{ containerPort: 80 }],
  });
  return new CfnView(task.node.defaultChild as CfnResource);
}

/** A token whose content is changed after it was resolved. */
class Shouting {
  public readonly creationStack: string[] = [];

  public resolve(context: IResolveContext): any {
    context.registerPostProcessor({ postProcess: (containers) => containers.map((each: any) => ({ ...each, name: each.name.toUpperCase() })) });
    return [{ name: 'app', image: IMAGE }];
  }
}

test.each<[string, () => CfnView]>([
  ['of an L2', l2],
  ['written out', () => typed([{ name: 'app', image: IMAGE, portMappings: [{ containerPort: 80 }] }])],
  ['in CloudFormation\'s spelling', () => raw([{ Name: 'app', Image: IMAGE, Environment: [{ Name: 'A', Value: 'b' }] }])],
  ['of a lazy list', () => typed(lazy([{ name: 'app', image: IMAGE }]))],
  ['of lazy items, one of which is absent', () => typed([lazy({ name: 'app', image: IMAGE }), lazy(undefined), { name: 'other', image: IMAGE }])],
  ['with lazy parts', () => typed([{ name: Lazy.string({ produce: () => 'app' }), image: IMAGE, environment: lazy([{ name: 'A', value: 'b' }]) }])],
  ['with texts that are composed', () => typed([{ name: 'app', image: `${stack.account}.dkr.ecr.${stack.region}.amazonaws.com/app` }])],
  ['with a number that is a token', () => typed([{ name: 'app', image: IMAGE, cpu: Token.asNumber(lazy(64)) }])],
  ['with an intrinsic function for an item', () => typed([Fn.conditionIf('Is', { Name: stack.region }, { Ref: 'AWS::NoValue' })])],
  ['with an intrinsic function for the list', () => raw({ 'Fn::If': ['Is', [{ Name: stack.region }], []] })],
  ['of a token that changes what it resolves to', () => typed(new Shouting())],
])('the parts of a lazy value are those of the whole one: containers %s', (_, make) => {
  const view = make();
  const whole = view.value(['ContainerDefinitions']);
  expect(JSON.stringify(whole)).toMatch(/app|APP|Fn::If/);
  expect(readLike(whole, view.lazyValue(['ContainerDefinitions']))).toEqual(whole);
});

test('an override goes before what the construct says', () => {
  const view = typed([{ name: 'app', image: IMAGE }]);
  view.resource.addPropertyOverride('ContainerDefinitions.0.Name', 'renamed');
  expect(view.lazyValue(['ContainerDefinitions'])[0].Name).toBe('renamed');
});

test('what nobody reads is not resolved', () => {
  const produce = jest.fn(() => 'x');
  const [container] = lazyValue(stack, [{ name: 'app', image: Lazy.string({ produce }) }]);
  expect(container.Name).toBe('app');
  expect(produce).not.toHaveBeenCalled();
  expect(container.Image).toBe('x');
});

test('reading it freezes nothing: what is added later is in the template', () => {
  const containers = [{ name: 'app', image: IMAGE }];
  const view = typed(Lazy.any({ produce: () => [...containers] }));
  expect(view.lazyValue(['ContainerDefinitions'])).toHaveLength(1);
  containers.push({ name: 'other', image: IMAGE });
  expect(view.value(['ContainerDefinitions'])).toHaveLength(2);
});

test('a part is among those of an object under either name, if it has a value', () => {
  const value = lazyValue(stack, { name: 'app', image: undefined });
  expect('Name' in value).toBe(true);
  expect('name' in value).toBe(true);
  expect('Image' in value).toBe(false);
});
