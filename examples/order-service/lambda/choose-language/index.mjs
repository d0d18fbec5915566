export async function handler(event) {
  const { request } = event.Records[0].cf;
  const [accepted] = request.headers['accept-language'] ?? [{ value: 'en' }];
  const language = accepted.value.startsWith('de') ? 'de' : 'en';
  return { ...request, uri: `/${language}${request.uri}` };
}
