/** Facts of an AWS region that providers have built in. */
interface RegionFacts {
  description: string;
  /** The hosted zone of application and classic load balancers. */
  applicationZone?: string;
  /** The hosted zone of network load balancers. */
  networkZone?: string;
  /** The hosted zone of S3 website endpoints. */
  s3WebsiteZone?: string;
  /** The account that writes load balancers' access logs; newer regions have a service principal instead. */
  elbAccount?: string;
}

/** Source: "Service endpoints and quotas" of Elastic Load Balancing and of S3, and "Enable access logs", in the AWS documentation. */
export const regions: Readonly<Record<string, RegionFacts>> = {
  "af-south-1": {
    description: "Africa (Cape Town)",
    applicationZone: "Z268VQBMOI5EKX",
    networkZone: "Z203XCE67M25HM",
    s3WebsiteZone: "Z83WF9RJE8B12",
    elbAccount: "098369216593",
  },
  "ap-east-1": {
    description: "Asia Pacific (Hong Kong)",
    applicationZone: "Z3DQVH9N71FHZ0",
    networkZone: "Z12Y7K3UBGUAD1",
    s3WebsiteZone: "ZNB98KWMFR0R6",
    elbAccount: "754344448648",
  },
  "ap-northeast-1": {
    description: "Asia Pacific (Tokyo)",
    applicationZone: "Z14GRHDCWA56QT",
    networkZone: "Z31USIVHYNEOWT",
    s3WebsiteZone: "Z2M4EHUR26P7ZW",
    elbAccount: "582318560864",
  },
  "ap-northeast-2": {
    description: "Asia Pacific (Seoul)",
    applicationZone: "ZWKZPGTI48KDX",
    networkZone: "ZIBE1TIR4HY56",
    s3WebsiteZone: "Z3W03O7B5YMIYP",
    elbAccount: "600734575887",
  },
  "ap-northeast-3": {
    description: "Asia Pacific (Osaka)",
    applicationZone: "Z5LXEXXYW11ES",
    networkZone: "Z1GWIQ4HH19I5X",
    s3WebsiteZone: "Z2YQB5RD63NC85",
    elbAccount: "383597477331",
  },
  "ap-south-1": {
    description: "Asia Pacific (Mumbai)",
    applicationZone: "ZP97RAFLXTNZK",
    networkZone: "ZVDDRBQ08TROA",
    s3WebsiteZone: "Z11RGJOFQNVJUP",
    elbAccount: "718504428378",
  },
  "ap-south-2": {
    description: "Asia Pacific (Hyderabad)",
    applicationZone: "Z0173938T07WNTVAEPZN",
    networkZone: "Z0711778386UTO08407HT",
    s3WebsiteZone: "Z02976202B4EZMXIPMXF7",
  },
  "ap-southeast-1": {
    description: "Asia Pacific (Singapore)",
    applicationZone: "Z1LMS91P8CMLE5",
    networkZone: "ZKVM4W9LS7TM",
    s3WebsiteZone: "Z3O0J2DXBE1FTB",
    elbAccount: "114774131450",
  },
  "ap-southeast-2": {
    description: "Asia Pacific (Sydney)",
    applicationZone: "Z1GM3OXH4ZPM65",
    networkZone: "ZCT6FZBF4DROD",
    s3WebsiteZone: "Z1WCIGYICN2BYD",
    elbAccount: "783225319266",
  },
  "ap-southeast-3": {
    description: "Asia Pacific (Jakarta)",
    applicationZone: "Z08888821HLRG5A9ZRTER",
    networkZone: "Z01971771FYVNCOVWJU1G",
    s3WebsiteZone: "Z01846753K324LI26A3VV",
    elbAccount: "589379963580",
  },
  "ap-southeast-4": { description: "Asia Pacific (Melbourne)", s3WebsiteZone: "Z0312387243XT5FE14WFO" },
  "ap-southeast-5": { description: "Asia Pacific (Malaysia)", s3WebsiteZone: "Z08660063OXLMA7F1FJHU" },
  "ca-central-1": {
    description: "Canada (Central)",
    applicationZone: "ZQSVJUPU6J1EY",
    networkZone: "Z2EPGBW3API2WT",
    s3WebsiteZone: "Z1QDHH18159H29",
    elbAccount: "985666609251",
  },
  "ca-west-1": { description: "Canada West (Calgary)", s3WebsiteZone: "Z03565811Z33SLEZTHOUL" },
  "cn-north-1": {
    description: "China (Beijing)",
    applicationZone: "Z1GDH35T77C1KE",
    networkZone: "Z3QFB96KMJ7ED6",
    s3WebsiteZone: "Z5CN8UMXT92WN",
    elbAccount: "638102146993",
  },
  "cn-northwest-1": {
    description: "China (Ningxia)",
    applicationZone: "ZM7IZAIOVVDZF",
    networkZone: "ZQEIKTCZ8352D",
    s3WebsiteZone: "Z282HJ1KT0DH03",
    elbAccount: "037604701340",
  },
  "eu-central-1": {
    description: "Europe (Frankfurt)",
    applicationZone: "Z215JYRZR1TBD5",
    networkZone: "Z3F0SRJ5LGBH90",
    s3WebsiteZone: "Z21DNDUVLTQW6Q",
    elbAccount: "054676820928",
  },
  "eu-central-2": {
    description: "Europe (Zurich)",
    applicationZone: "Z06391101F2ZOEP8P5EB3",
    networkZone: "Z02239872DOALSIDCX66S",
    s3WebsiteZone: "Z030506016YDQGETNASS",
  },
  "eu-north-1": {
    description: "Europe (Stockholm)",
    applicationZone: "Z23TAZ6LKFMNIO",
    networkZone: "Z1UDT6IFJ4EJM",
    s3WebsiteZone: "Z3BAZG2TWCNX0D",
    elbAccount: "897822967062",
  },
  "eu-south-1": {
    description: "Europe (Milan)",
    applicationZone: "Z3ULH7SSC9OV64",
    networkZone: "Z23146JA1KNAFP",
    s3WebsiteZone: "Z30OZKI7KPW7MI",
    elbAccount: "635631232127",
  },
  "eu-south-2": {
    description: "Europe (Spain)",
    applicationZone: "Z0956581394HF5D5LXGAP",
    networkZone: "Z1011216NVTVYADP1SSV",
    s3WebsiteZone: "Z0081959F7139GRJC19J",
  },
  "eu-west-1": {
    description: "Europe (Ireland)",
    applicationZone: "Z32O12XQLNTSW2",
    networkZone: "Z2IFOLAFXWLO4F",
    s3WebsiteZone: "Z1BKCTXD74EZPE",
    elbAccount: "156460612806",
  },
  "eu-west-2": {
    description: "Europe (London)",
    applicationZone: "ZHURV8PSTC4K8",
    networkZone: "ZD4D7Y8KGAS4G",
    s3WebsiteZone: "Z3GKZC51ZF0DB4",
    elbAccount: "652711504416",
  },
  "eu-west-3": {
    description: "Europe (Paris)",
    applicationZone: "Z3Q77PNBQS71R4",
    networkZone: "Z1CMS0P5QUZ6D5",
    s3WebsiteZone: "Z3R1K369G5AVDG",
    elbAccount: "009996457667",
  },
  "il-central-1": { description: "Israel (Tel Aviv)", s3WebsiteZone: "Z09640613K4A3MN55U7GU" },
  "me-central-1": {
    description: "Middle East (UAE)",
    applicationZone: "Z08230872XQRWHG2XF6I",
    networkZone: "Z00282643NTTLPANJJG2P",
    s3WebsiteZone: "Z06143092I8HRXZRUZROF",
  },
  "me-south-1": {
    description: "Middle East (Bahrain)",
    applicationZone: "ZS929ML54UICD",
    networkZone: "Z3QSRYVP46NYYV",
    s3WebsiteZone: "Z1MPMWCPA7YB62",
    elbAccount: "076674570225",
  },
  "sa-east-1": {
    description: "South America (Sao Paulo)",
    applicationZone: "Z2P70J7HTTTPLU",
    networkZone: "ZTK26PT1VY4CU",
    s3WebsiteZone: "Z7KQH4QJS55SO",
    elbAccount: "507241528517",
  },
  "us-east-1": {
    description: "US East (N. Virginia)",
    applicationZone: "Z35SXDOTRQ7X7K",
    networkZone: "Z26RNL4JYFTOTI",
    s3WebsiteZone: "Z3AQBSTGFYJSTF",
    elbAccount: "127311923021",
  },
  "us-east-2": {
    description: "US East (Ohio)",
    applicationZone: "Z3AADJGX6KTTL2",
    networkZone: "ZLMOA37VPKANP",
    s3WebsiteZone: "Z2O1EMRO9K5GLX",
    elbAccount: "033677994240",
  },
  "us-gov-east-1": {
    description: "AWS GovCloud (US-East)",
    applicationZone: "Z166TLBEWOO7G0",
    networkZone: "Z1ZSMQQ6Q24QQ8",
    s3WebsiteZone: "Z2NIFVYYW2VKV1",
    elbAccount: "190560391635",
  },
  "us-gov-west-1": {
    description: "AWS GovCloud (US-West)",
    applicationZone: "Z33AYJ8TM3BH4J",
    networkZone: "ZMG1MZ2THAWF1",
    s3WebsiteZone: "Z31GFT0UA1I2HV",
    elbAccount: "048591011584",
  },
  "us-west-1": {
    description: "US West (N. California)",
    applicationZone: "Z368ELLRRE2KJ0",
    networkZone: "Z24FKFUX50B4VW",
    s3WebsiteZone: "Z2F56UZL2M1ACD",
    elbAccount: "027434742980",
  },
  "us-west-2": {
    description: "US West (Oregon)",
    applicationZone: "Z1H1FL5HABSF5",
    networkZone: "Z18D5FSROUN65G",
    s3WebsiteZone: "Z3BJ6K6RIION7M",
    elbAccount: "797873946194",
  },
};

/** A partition of AWS, with what its names end in. */
export interface Partition {
  name: string;
  dnsSuffix: string;
  reverseDnsPrefix: string;
}

const partitions: ReadonlyArray<readonly [prefix: string, Partition]> = [
  ["cn-", { name: "aws-cn", dnsSuffix: "amazonaws.com.cn", reverseDnsPrefix: "cn.com.amazonaws" }],
  ["us-gov-", { name: "aws-us-gov", dnsSuffix: "amazonaws.com", reverseDnsPrefix: "com.amazonaws" }],
  ["us-iso-", { name: "aws-iso", dnsSuffix: "c2s.ic.gov", reverseDnsPrefix: "gov.ic.c2s" }],
  ["us-isob-", { name: "aws-iso-b", dnsSuffix: "sc2s.sgov.gov", reverseDnsPrefix: "gov.sgov.sc2s" }],
  ["eusc-", { name: "aws-eusc", dnsSuffix: "amazonaws.eu", reverseDnsPrefix: "eu.amazonaws" }],
  ["", { name: "aws", dnsSuffix: "amazonaws.com", reverseDnsPrefix: "com.amazonaws" }],
];

export function partitionOf(region: string): Partition {
  return (partitions.find(([prefix]) => region.startsWith(prefix)) as (typeof partitions)[number])[1];
}

/** Regions where an account does not see exactly the zones a, b and c. */
const zoneLetters: Readonly<Record<string, string>> = {
  "us-east-1": "abcdef",
  "us-west-1": "ac",
  "us-west-2": "abcd",
  "ap-northeast-1": "acd",
  "ap-northeast-2": "abcd",
  "ca-central-1": "abd",
};

export interface Zone {
  name: string;
  /** The same in every account, unlike the name. Which name has which id differs between accounts; here they are in order. */
  id: string;
}

/** The availability zones of a region, by name. */
export function zonesOf(region: string): Zone[] {
  return [...(zoneLetters[region] ?? "abc")].map((letter, index) => ({ name: `${region}${letter}`, id: `${zoneIdPrefix(region)}-az${index + 1}` }));
}

/** `us-east-1` is `use1`, `ap-southeast-2` is `apse2`, `us-gov-west-1` is `usgw1`. */
function zoneIdPrefix(region: string): string {
  const parts = region.split("-");
  const number = parts.at(-1) ?? "";
  const direction = (parts.at(-2) ?? "").replace(/north|south|east|west|central/g, (word) => word.charAt(0));
  const area = parts.slice(0, -2).map((part, index) => (index === 0 ? part : part.charAt(0)));
  return `${area.join("")}${direction}${number}`;
}
