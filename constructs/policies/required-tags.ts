import { requiredTags } from '../tags';
import { type Attributes, attributesOf, blocks } from './attributes';
import type { Policy, Violation } from './policy';

const mend = 'add standardTags(…)';

const missing = (tags: unknown): readonly string[] => requiredTags.filter((tag) => !((tags ?? {}) as Attributes)[tag]);

function providerViolations(attributes: Attributes): readonly Violation[] {
  const tags = blocks(attributes.default_tags)[0]?.tags;
  const absent = missing(tags);
  if (absent.length === 0) return [];
  return [
    { attribute: 'default_tags.tags', received: tags, rule: `every resource carries ${absent.join(', ')}`, mend },
  ];
}

/** Default tags stop at the template: what it launches gets only what `tag_specifications` say. */
function launchTemplateViolations(attributes: Attributes): readonly Violation[] {
  const specifications = blocks(attributes.tag_specifications);
  return ['instance', 'volume'].flatMap((kind) => {
    const tags = specifications.find(({ resource_type }) => resource_type === kind)?.tags;
    const absent = missing(tags);
    if (absent.length === 0) return [];
    const rule = `each ${kind} it launches carries ${absent.join(', ')}`;
    return [{ attribute: `tag_specifications (${kind})`, received: tags, rule, mend }];
  });
}

/** Everything carries the tags by which it is found, paid for and cleaned up. */
export const requiredTagsPolicy: Policy = {
  id: 'required-tags',
  check(element) {
    if (element.terraformResourceType === 'aws') return providerViolations(attributesOf(element));
    if (element.terraformResourceType === 'aws_launch_template') return launchTemplateViolations(attributesOf(element));
    return [];
  },
};
