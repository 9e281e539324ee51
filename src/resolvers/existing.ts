/** An object that another one names, and that must therefore be there; that it is not is a fault of the views. */
export function existing<Value>(value: Value | null, id: string): Value {
  if (value === null) throw new Error(`The views name ${id} and do not have it.`);
  return value;
}
