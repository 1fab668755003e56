/** The currency that the ERP's rates are counted from. */
export const GROUP_CURRENCY = 'EUR';
