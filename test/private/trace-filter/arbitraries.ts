import fc from 'fast-check';
import {
  type Expression, GROUP_KEYWORDS, hasAnnotation, joined, JSON_KEYWORDS, KEYWORDS, negated, OPERATORS, ROOT_CAUSE_ELEMENTS, ROOT_CAUSES,
  type ServiceNode, type Value, type ValueType,
} from '../../../src/private/trace-filter/expression';

/** What people put between quotation marks, and what they should not have to think of. */
const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('', '"', '\\', '\\"', '} AND {', '${Token[TOKEN.7]}', 'a\nb', '\\n'));

const number = fc.oneof(fc.integer(), fc.double({ noDefaultInfinity: true, noNaN: true })).map((value) => value + 0);

const reference = fc.nat().map((id) => `\${Token[TOKEN.${id}]}`);

const VALUES: Record<ValueType, fc.Arbitrary<Value>> = { boolean: fc.boolean(), number, string: text };

const values = (type: ValueType): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 9, arbitrary: VALUES[type] }, { weight: 1, arbitrary: fc.record({ reference }) });

const comparisons = fc.constantFrom<ValueType[]>('boolean', 'number', 'string').chain((type) =>
  fc.record({ operator: fc.constantFrom(...OPERATORS[type]), value: values(type) }));

const keywords = fc.constantFrom(...KEYWORDS).chain(([keyword, type]) => fc.oneof(
  fc.record({ kind: fc.constant('condition' as const), keyword: fc.constant(keyword), operator: fc.constantFrom(...OPERATORS[type]), value: values(type) }),
  ...(type === 'number' ? [] : [fc.constant({ kind: 'condition' as const, keyword })]),
));

const groups = fc.record({
  kind: fc.constant('condition' as const),
  keyword: fc.constantFrom(...GROUP_KEYWORDS),
  operator: fc.constantFrom<('=' | '!=')[]>('=', '!='),
  value: values('string'),
});

const annotationKey = fc.oneof(fc.stringMatching(/^\w+$/), fc.stringMatching(/^[a-z]+(\.[a-z]+)*$/), fc.constantFrom('aws:api_id', 'a-b', 'ä'));

const annotations = fc.oneof(
  annotationKey.map((annotation) => ({ kind: 'condition' as const, annotation })),
  fc.tuple(annotationKey, comparisons).map(([annotation, comparison]) => ({ kind: 'condition' as const, annotation, ...comparison })),
);

const json = fc.constantFrom(...JSON_KEYWORDS).chain((keyword) => fc.oneof(
  fc.constant({ kind: 'json' as const, keyword }),
  fc.record({
    kind: fc.constant('json' as const),
    keyword: fc.constant(keyword),
    operator: fc.constantFrom<('=' | '!=')[]>('=', '!='),
    json: fc.array(fc.jsonValue()).map((list) => JSON.stringify(list)),
  }),
));

const node: fc.Arbitrary<ServiceNode> = fc.record({ name: text, type: text, accountId: text }, { requiredKeys: [] })
  .filter((service) => Object.keys(service).length > 0);

const withoutAnnotations = (filter: fc.Arbitrary<Expression>) =>
  fc.record({ filter: filter.filter((each) => !hasAnnotation(each)) }, { requiredKeys: [] });

/** Expressions of the whole grammar. */
export const expressions: fc.Arbitrary<Expression> = fc.letrec<{ expression: Expression }>((tie) => {
  const inner = tie('expression');
  const leaf: fc.Arbitrary<Expression> = fc.oneof(
    { depthIdentifier: 'expression' }, keywords, annotations, groups, json, reference.map((each) => ({ kind: 'reference' as const, reference: each })));
  const branch: fc.Arbitrary<Expression> = fc.oneof(
    { depthIdentifier: 'expression' },
    fc.tuple(fc.constantFrom<('and' | 'or')[]>('and', 'or'), fc.array(inner, { minLength: 1, maxLength: 4 })).map(([kind, operands]) => joined(kind, operands)),
    inner.map(negated),
    fc.tuple(fc.record({ service: node }, { requiredKeys: [] }), withoutAnnotations(inner))
      .map(([service, filter]) => ({ kind: 'service' as const, ...service, ...filter })),
    fc.tuple(node, node, withoutAnnotations(inner)).map(([source, destination, filter]) => ({ kind: 'edge' as const, source, destination, ...filter })),
    fc.tuple(fc.constantFrom(...ROOT_CAUSES), fc.constantFrom(...ROOT_CAUSE_ELEMENTS), fc.record({ filter: inner }, { requiredKeys: [] }))
      .map(([cause, element, filter]) => ({ kind: 'rootcause' as const, cause, element, ...filter })),
  );
  return { expression: fc.oneof({ depthIdentifier: 'expression', maxDepth: 5 }, leaf, branch) };
}).expression;

/** Texts that look like expressions, most of them broken. */
export const nearlyExpressions: fc.Arbitrary<string> = fc.array(fc.oneof(
  fc.constantFrom(
    ...KEYWORDS.keys(), 'AND', 'or', '!', '(', ')', '{', '}', ',', ':', '=', '!=', '<', '<=', '>', '>=', 'CONTAINS', 'service(', 'edge(', 'id(', 'name:',
    'annotation.', 'annotation.a', 'annotation[', 'annotation[a.b]', 'rootcause.fault.service', 'rootcause.json', 'json', '#[', ']', '#[]', '"', '\\', '\'',
    'true', 'false', '2.5', '-', '1e9', 'group.name', '${Token[TOKEN.1]}', '$', 'x',
  ),
  text,
)).map((parts) => parts.join(' '));
