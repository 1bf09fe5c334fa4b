const longest = 1_024;

/** Whether somebody may have typed it as a password: neither empty nor endless, without control characters. */
export const isTypable = (password: string): boolean =>
  // eslint-disable-next-line no-control-regex -- control characters are what is refused
  password !== '' && password.length <= longest && !/[\u0000-\u001f\u007f]/.test(password);
