export const API_ROOT = '/api/v1';
export const REFERRALS = `${API_ROOT}/referrals`;
export const ORGANIZATIONS = `${API_ROOT}/organizations`;
export const ESCALATIONS = `${API_ROOT}/escalations`;
