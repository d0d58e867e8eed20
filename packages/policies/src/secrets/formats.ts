/**
 * Tokens that are known by their form. Each starts with a prefix that its issuer gave it, so that a text is only looked at where a prefix stands. The
 * patterns match from there, have no nested repetition, and so take time linear in the text. Sources: the issuers' own documentation of their formats.
 */
export interface TokenFormat {
  /** As a message names it. */
  kind: string;
  /** Where to look. Letters are compared exactly. */
  prefix: string;
  /** What follows the prefix. */
  body: string;
  /** What must stand before the prefix, where the token begins earlier. Default: nothing that a token could be a part of. */
  before?: RegExp;
  /** Bits a character that the body has at least; none: the form says enough. Default: 3, and 2.5 where the alphabet is hexadecimal. */
  entropy?: number;
}

const ALNUM = "[A-Za-z0-9]";
const WORD = "[A-Za-z0-9_]";
const URL_SAFE = "[A-Za-z0-9_-]";
const HEX = "[0-9a-f]";

export const TOKEN_FORMATS: readonly TokenFormat[] = [
  ...of("AWS access key id", ["AKIA", "ASIA", "ABIA", "ACCA"], "[A-Z0-9]{16}"),
  ...of("AWS Bedrock API key", ["ABSK"], "[A-Za-z0-9+/]{109,269}={0,2}"),
  ...of("GitHub token", ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"], `${ALNUM}{36,255}`),
  ...of("GitHub fine-grained token", ["github_pat_"], `${WORD}{60,100}`),
  ...of("GitLab token", ["glpat-", "gldt-", "glrt-", "glft-", "glsoat-", "glcbt-", "glptt-", "glimt-", "glagent-", "gloas-"], `${URL_SAFE}{20,64}`),
  ...of("Bitbucket token", ["ATBB"], `${ALNUM}{32}`),
  ...of("Atlassian API token", ["ATATT3"], "[A-Za-z0-9_=-]{150,200}"),
  ...of("Slack token", ["xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxe-", "xapp-"], "[A-Za-z0-9-]{24,250}"),
  ...of("Slack webhook", ["hooks.slack.com/services/", "hooks.slack.com/workflows/"], "[A-Za-z0-9/]{20,90}"),
  ...of("Discord webhook", ["discord.com/api/webhooks/", "discordapp.com/api/webhooks/"], `\\d{17,20}/${URL_SAFE}{60,80}`),
  ...of("Microsoft Teams webhook", ["webhook.office.com/webhookb2/"], `[A-Za-z0-9@/-]{60,200}`),
  ...of("Stripe key", ["sk_live_", "rk_live_", "sk_test_", "rk_test_"], `${ALNUM}{20,120}`),
  ...of("Stripe webhook secret", ["whsec_"], "[A-Za-z0-9+/=]{32,64}"),
  ...of("Square token", ["sq0atp-", "sq0csp-"], `${URL_SAFE}{22,43}`),
  ...of("Shopify token", ["shpat_", "shpca_", "shppa_", "shpss_"], "[0-9A-Fa-f]{32}", 2.5),
  ...of("Google API key", ["AIza"], `${URL_SAFE}{35}`),
  ...of("Google OAuth client secret", ["GOCSPX-"], `${URL_SAFE}{28}`),
  ...of("Google OAuth access token", ["ya29."], `${URL_SAFE}{30,250}`),
  { kind: "Azure AD client secret", prefix: "Q~", body: "[A-Za-z0-9_.~-]{31,34}", before: /(^|[^A-Za-z0-9_.~-])[A-Za-z0-9_.~-]{3}\d$/ },
  ...of("DigitalOcean token", ["dop_v1_", "doo_v1_", "dor_v1_"], `${HEX}{64}`, 2.5),
  ...of("Alibaba Cloud access key id", ["LTAI"], `${ALNUM}{16,20}`),
  ...of("Heroku API key", ["HRKU-"], `${URL_SAFE}{36,64}`),
  ...of("Fly.io token", ["fo1_", "FlyV1 fm1", "FlyV1 fm2"], "[A-Za-z0-9_+/=,-]{40,800}"),
  ...of("Netlify token", ["nfp_"], `${ALNUM}{36}`),
  ...of("Cloudflare origin CA key", ["v1.0-"], `${HEX}{24}-${HEX}{146}`, 2.5),
  ...of("Tailscale key", ["tskey-api-", "tskey-auth-", "tskey-client-", "tskey-scim-"], `${ALNUM}{6,20}-${ALNUM}{20,40}`),
  ...of("npm token", ["npm_"], `${ALNUM}{36}`),
  ...of("PyPI token", ["pypi-AgEI"], `${URL_SAFE}{50,250}`),
  ...of("RubyGems key", ["rubygems_"], `${HEX}{48}`, 2.5),
  ...of("NuGet key", ["oy2"], "[a-z0-9]{43}"),
  ...of("Docker Hub token", ["dckr_pat_", "dckr_oat_"], `${URL_SAFE}{27,40}`),
  ...of("Artifactory token", ["AKCp"], `${ALNUM}{60,80}`),
  ...of("HashiCorp Vault token", ["hvs.", "hvb.", "hvr."], `${URL_SAFE}{24,300}`),
  { kind: "Terraform Cloud token", prefix: ".atlasv1.", body: `${URL_SAFE}{60,70}`, before: /(^|[^A-Za-z0-9])[A-Za-z0-9]{14}$/ },
  ...of("Pulumi access token", ["pul-"], `${HEX}{40}`, 2.5),
  ...of("Doppler token", ["dp.pt.", "dp.st.", "dp.ct.", "dp.sa.", "dp.scim."], "[A-Za-z0-9_.-]{40,60}"),
  ...of("1Password service account token", ["ops_eyJ"], "[A-Za-z0-9+/_-]{200,1000}={0,2}"),
  ...of("1Password secret key", ["A3-"], "[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}"),
  ...of("age secret key", ["AGE-SECRET-KEY-1"], "[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}"),
  ...of("OpenAI key", ["sk-proj-", "sk-svcacct-", "sk-admin-"], `${URL_SAFE}{40,250}`),
  ...of("OpenAI key", ["sk-"], `${ALNUM}{20}T3BlbkFJ${ALNUM}{20}`),
  ...of("Anthropic key", ["sk-ant-api03-", "sk-ant-admin01-", "sk-ant-oat01-"], `${URL_SAFE}{80,120}`),
  ...of("Groq key", ["gsk_"], `${ALNUM}{52}`),
  ...of("Hugging Face token", ["hf_", "api_org_"], "[A-Za-z]{34}"),
  ...of("Replicate token", ["r8_"], `${ALNUM}{37}`),
  ...of("Perplexity key", ["pplx-"], `${ALNUM}{48}`),
  ...of("Databricks token", ["dapi"], `${HEX}{32}(?:-\\d)?`, 2.5),
  ...of("New Relic key", ["NRAK-", "NRII-", "NRJS-", "NRAL-"], "[A-Z0-9a-z-]{19,40}"),
  ...of("Grafana token", ["glsa_"], `${ALNUM}{32}_[0-9a-fA-F]{8}`),
  ...of("Grafana Cloud token", ["glc_"], "[A-Za-z0-9+/]{32,400}={0,2}"),
  ...of("Dynatrace token", ["dt0c01.", "dt0s01.", "dt0s16."], "[A-Z0-9]{24}\\.[A-Z0-9]{64}"),
  ...of("Sentry token", ["sntrys_", "sntryu_"], "[A-Za-z0-9+/=_]{60,400}"),
  ...of("SonarQube token", ["sqp_", "sqa_", "squ_"], `${HEX}{40}`, 2.5),
  ...of("LaunchDarkly key", ["sdk-"], `${HEX}{8}-${HEX}{4}-${HEX}{4}-${HEX}{4}-${HEX}{12}`, 2.5),
  ...of("Buildkite token", ["bkua_"], `${HEX}{40}`, 2.5),
  ...of("CircleCI token", ["CCIPAT_", "CCIPRJ_"], `${WORD}{40,80}`),
  ...of("Postman key", ["PMAK-"], `${HEX}{24}-${HEX}{34}`, 2.5),
  ...of("SendGrid key", ["SG."], `${URL_SAFE}{22}\\.${URL_SAFE}{43}`),
  ...of("Twilio API key", ["SK"], `${HEX}{32}`, 2.5),
  { kind: "Telegram bot token", prefix: ":AA", body: `${URL_SAFE}{32,34}`, before: /(^|\D)\d{8,10}$/ },
  ...of("Linear key", ["lin_api_", "lin_oauth_"], `${ALNUM}{40,64}`),
  ...of("Notion token", ["ntn_"], `${ALNUM}{43,50}`),
  ...of("Figma token", ["figd_"], `${URL_SAFE}{40}`),
  ...of("Airtable token", ["pat"], `${ALNUM}{14}\\.${HEX}{64}`, 2.5),
  ...of("Contentful token", ["CFPAT-"], `${URL_SAFE}{43}`),
  ...of("PlanetScale credential", ["pscale_tkn_", "pscale_pw_", "pscale_oauth_"], "[A-Za-z0-9_.-]{32,64}"),
  ...of("Supabase token", ["sbp_"], `${HEX}{40}`, 2.5),
  ...of("Prefect key", ["pnu_", "pnb_"], "[a-z0-9]{36}"),
  ...of("crates.io token", ["cio"], `${ALNUM}{32}`),
];

function of(kind: string, prefixes: string[], body: string, entropy?: number): TokenFormat[] {
  return prefixes.map((prefix) => ({ kind, prefix, body, entropy }));
}
