export async function handler(state) {
  const steps = [...(state.steps ?? []), process.env.STEP];
  return { ...state, steps };
}
