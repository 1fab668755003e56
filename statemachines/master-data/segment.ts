/**
 * Where master data stand in authority and in the order of the ERP's writes: they are shared by all ERP companies, so
 * their limits, thresholds, holds and stops are those of a company of its own name, and so is the group of their commands.
 */
export const MASTER_DATA_SEGMENT = 'master-data';
