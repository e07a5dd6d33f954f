/** Recognises what registries throw that outlive the code they are filled by, and says what to do. */

/** A registry, by what it says when something of the same name is added again. */
interface KnownRegistry {
  /** Matches the message; the first group is the name. */
  readonly message: RegExp;
  readonly advise: (name: string) => string;
}

const EVALUATE_ALL =
  "evaluate all that adds to it again together: register the module that puts it together with `recursive: 'all'`.";

/** What is added twice may be so in the new code alone, which only its author can tell. */
function orElse(twice: string, leftOver: string, remedy: string): string {
  return `Either the new code ${twice}, or ${leftOver}. In the second case, ${remedy}`;
}

const REGISTRIES: readonly KnownRegistry[] = [
  {
    message: /^Cannot overwrite `(.+)` model once compiled\.$/,
    advise: (name) =>
      orElse(
        'compiles it twice',
        'mongoose still has the model of the code before',
        `call \`mongoose.deleteModel(/^${name}$/)\` ahead of \`mongoose.model('${name}', …)\`.`,
      ),
  },
  {
    message: /^A metric with the name (.+) has already been registered\.$/,
    advise: (name) =>
      orElse(
        'registers it twice',
        'prom-client still has the metric of the code before',
        `\`register.getSingleMetric('${name}') ?? new …\` goes on counting; ` +
          `\`register.removeSingleMetric('${name}')\` ahead of it starts anew.`,
      ),
  },
  {
    message: /^Schema must contain uniquely named types but contains multiple types named "(.+)"\.$/,
    advise: (name) =>
      orElse(`has two types '${name}'`, 'those of two versions of the code have met in one schema', EVALUATE_ALL),
  },
  {
    message: /^Duplicate typename: Another type with name (.+) already exists\.$/,
    advise: (name) =>
      orElse('adds it twice', `the builder still has the type '${name}' of the code before`, EVALUATE_ALL),
  },
  {
    message: /^The decorator '(.+)' has already been added!$/,
    advise: (name) => orElse('adds it twice', `the instance still has the '${name}' of the code before`, EVALUATE_ALL),
  },
  {
    message: /^schema with key or id "(.+)" already exists$/,
    advise: (name) =>
      orElse(
        'adds it twice',
        'Ajv still has the schema of the code before',
        `call \`ajv.removeSchema('${name}')\` ahead of \`ajv.addSchema(…)\`.`,
      ),
  },
  {
    message: /^No metadata for "(.+)" was found\.$/,
    advise: (name) =>
      orElse(
        "leaves the class out of the data source's entities",
        `the data source was made with the class '${name}' of the code before`,
        `make the class part of its key: \`keep(['data source', settings, ${name}], …)\`.`,
      ),
  },
  {
    message: /^Cannot create a "(.+)" connection because connection to the database already established\.$/,
    advise: () => 'Let the data source be made, and connected, by the factory of `keep(…)` alone.',
  },
  {
    message: /the name "(.+)" has already been used with this registry/,
    advise: (name) =>
      `An element is defined once and for all. Ask \`customElements.get('${name}')\` first; its new code needs a restart.`,
  },
];

/**
 * Says what to do about an error that only a reload brings about: something is registered again under its name.
 *
 * @param message - that of the error
 * @returns nothing for any other error
 */
export function adviseOn(message: string): string | undefined {
  for (const registry of REGISTRIES) {
    const match = registry.message.exec(message);
    if (match !== null) return registry.advise(match[1] ?? '');
  }
  return undefined;
}
