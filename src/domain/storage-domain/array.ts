/** The label by which operators say which storage domains lie on the same array. */
export const arrayLabel = 'array';

/** Arrays stall under UNMAP: so many runs at once there may be on all storage domains of one together. */
export const maxRunsOnArray = 1;
