/** Whether a path is a directory or lies in it. */
export const isInside = (path: string, directory: string): boolean =>
  path === directory || path.startsWith(directory === '/' ? '/' : `${directory}/`);
