/** Minnesota's 87 counties by region, as FIPS codes. Each county is in one region. */
export const REGIONS = {
  /** Clearwater, Kittson, Mahnomen, Marshall, Norman, Pennington, Polk, Red Lake, Roseau */
  northwest: ['27029', '27069', '27087', '27089', '27107', '27113', '27119', '27125', '27135'],
  /** Beltrami, Hubbard */
  headwaters: ['27007', '27057'],
  /** Lake of the Woods */
  lakeOfTheWoods: ['27077'],
  /** Cook, Lake */
  northShore: ['27031', '27075'],
  /** Aitkin, Carlton, Itasca, Koochiching, St. Louis */
  northeast: ['27001', '27017', '27061', '27071', '27137'],
  /** Becker, Clay, Douglas, Grant, Otter Tail, Pope, Stevens, Traverse, Wilkin */
  westCentral: ['27005', '27027', '27041', '27051', '27111', '27121', '27149', '27155', '27167'],
  /** Cass, Crow Wing, Morrison, Todd, Wadena */
  lakes: ['27021', '27035', '27097', '27153', '27159'],
  /** Chisago, Isanti, Kanabec, Mille Lacs, Pine */
  eastCentral: ['27025', '27059', '27065', '27095', '27115'],
  /** Benton, Sherburne, Stearns, Wright */
  central: ['27009', '27141', '27145', '27171'],
  /** Kandiyohi, McLeod, Meeker, Renville */
  midMinnesota: ['27067', '27085', '27093', '27129'],
  /** Big Stone, Chippewa, Lac qui Parle, Swift, Yellow Medicine */
  upperValley: ['27011', '27023', '27073', '27151', '27173'],
  /** Cottonwood, Jackson, Lincoln, Lyon, Murray, Nobles, Pipestone, Redwood, Rock */
  southwest: ['27033', '27063', '27081', '27083', '27101', '27105', '27117', '27127', '27133'],
  /** Blue Earth, Brown, Faribault, Le Sueur, Martin, Nicollet, Sibley, Waseca, Watonwan */
  southCentral: ['27013', '27015', '27043', '27079', '27091', '27103', '27143', '27161', '27165'],
  /** Dodge, Fillmore, Freeborn, Goodhue, Houston, Mower, Olmsted, Rice, Steele, Wabasha, Winona */
  southeast: [
    ...['27039', '27045', '27047', '27049', '27055', '27099'],
    ...['27109', '27131', '27147', '27157', '27169'],
  ],
  /** Hennepin */
  hennepin: ['27053'],
  /** Ramsey */
  ramsey: ['27123'],
  /** Anoka, Washington */
  northMetro: ['27003', '27163'],
  /** Carver, Dakota, Scott */
  southMetro: ['27019', '27037', '27139'],
} as const;

export type Region = keyof typeof REGIONS;
