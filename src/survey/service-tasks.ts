import type { ModelResource, ModelStack, TemplateModel } from './template-model';
import { addTo } from '../private/add-to';
import { familyNamed, oneOfFamily } from '../private/ecs/family';
import { templateText } from '../private/template/template-text';

const TYPE = 'AWS::ECS::TaskDefinition';

/** The task definition that a service runs. */
export function taskDefinitionOf({ properties, stack }: ModelResource, model: TemplateModel): ModelResource | undefined {
  return taskDefinitionIn(stack, properties.TaskDefinition, model);
}

/** The task definition that a value in a stack stands for: the one that it refers to, or the one whose family it names. Undefined where it is none of the templates', or one of several. */
export function taskDefinitionIn(stack: ModelStack, value: unknown, model: TemplateModel): ModelResource | undefined {
  const referred = model.targetsIn(stack, value).filter(({ type }) => type === TYPE);
  if (referred.length > 0) { return referred.length === 1 ? referred[0] : undefined; }
  const family = familyNamed(value);
  return family === undefined ? undefined : oneOfFamily(family, familiesIn(model).get(family) ?? [], (definition) => definition.stack === stack);
}

const FAMILIES = new WeakMap<TemplateModel, ReadonlyMap<string, readonly ModelResource[]>>();

/** The task definitions of some templates by their families. All services ask for them, so they are looked for once. */
function familiesIn(model: TemplateModel): ReadonlyMap<string, readonly ModelResource[]> {
  const known = FAMILIES.get(model);
  if (known) { return known; }
  const families = new Map<string, ModelResource[]>();
  for (const definition of model.ofType(TYPE)) {
    const family = templateText(definition.properties.Family);
    if (family !== undefined) { addTo(families, family, definition); }
  }
  FAMILIES.set(model, families);
  return families;
}
