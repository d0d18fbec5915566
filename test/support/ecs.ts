import { aws_ecs as ecs, type CfnResource, type Stack } from 'aws-cdk-lib';
import { rawResource } from '../contract/apps';

/** An image of an application. */
export const IMAGE = ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.29');

/** A Fargate task definition with one container of an application, which is called `app`. */
export function fargateTask(stack: Stack, id = 'TaskDef', options: Partial<ecs.ContainerDefinitionOptions> = {}): ecs.FargateTaskDefinition {
  const taskDefinition = new ecs.FargateTaskDefinition(stack, id);
  taskDefinition.addContainer('app', { image: IMAGE, ...options });
  return taskDefinition;
}

/** A task definition for container instances with one container of an application, which is called `app`. */
export function ec2Task(stack: Stack, id = 'TaskDef', networkMode = ecs.NetworkMode.BRIDGE): ecs.Ec2TaskDefinition {
  const taskDefinition = new ecs.Ec2TaskDefinition(stack, id, { networkMode });
  taskDefinition.addContainer('app', { image: IMAGE, memoryLimitMiB: 256 });
  return taskDefinition;
}

/** A task definition as a template has it. */
export function rawTask(stack: Stack, properties: Record<string, any>, id = 'TaskDef'): CfnResource {
  return rawResource(stack, id, 'AWS::ECS::TaskDefinition', properties);
}

/** The properties of the only task definition of a template, or of the one whose logical id begins so. */
export function taskIn(template: any, prefix = ''): any {
  const [[, { Properties: properties }]] = Object.entries<any>(template.Resources)
    .filter(([id, { Type: type }]) => type === 'AWS::ECS::TaskDefinition' && id.startsWith(prefix));
  return properties;
}

/** A container by its name. */
export function containerIn(task: any, name: string): any {
  return task.ContainerDefinitions.find((container: any) => container.Name === name);
}

/** The variables of a container. */
export function variablesOf(container: any): Record<string, any> {
  return Object.fromEntries((container.Environment ?? []).map(({ Name: name, Value: value }: any) => [name, value]));
}

/** The resources of one type. */
export function resourcesIn(template: any, type: string): any[] {
  return Object.values<any>(template.Resources).filter((resource) => resource.Type === type);
}
