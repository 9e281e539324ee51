/** The id of the object that a stream tells of: streams are named `<kind>-<id>`. */
export const idOfStream = (stream: string): string => stream.slice(stream.indexOf('-') + 1);
