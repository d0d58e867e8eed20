import { sensitivityOf, wordsOf } from "./names";

describe("names of properties", () => {
  it.each([
    ["dbPassword2", ["db", "password", "2"]],
    ["DB_PASSWORD_2", ["db", "password", "2"]],
    ["db.password-2", ["db", "password", "2"]],
    ["APIKeyID", ["api", "key", "id"]],
    ["oauth2Token", ["oauth", "2", "token"]],
    ["secret_b64", ["secret", "b64"]],
    ["__", []],
  ])("%s is read as its words", (name, words) => {
    expect(wordsOf(name)).toEqual(words);
  });

  it.each(
    `password DB_PASSWORD dbPassword2 PGPASSWORD_1 masterUserPassword passwd db-pwd SMTP_PASS passphrase passwordWo secretString clientSecret JWT_SECRET COOKIE_SECRET
     GITHUB_TOKEN accessToken authToken token API_KEY apiKey apikey x-api-key stripe.api.key privateKey PRIVATE_KEY_BASE64 SECRET_ACCESS_KEY aws_secret_access_key presharedKey sharedKey client-key-data`.split(
      /\s+/,
    ),
  )("%s certainly holds a secret", (name) => {
    expect(sensitivityOf(name)).toBe("certain");
  });

  it.each("secretKey ACCESS_KEY signingKey encryptionKey LICENSE_KEY credentials routing_key".split(" "))(
    "%s holds one if it looks like one",
    (name) => {
      expect(sensitivityOf(name)).toBe("likely");
    },
  );

  it.each(
    `name secretName secretArn secretId passwordFile password_path TOKEN_URL tokenEndpoint secretKeyRef passwordSecretRef passwordPolicy PASSWORD_LENGTH tokenTtl passwordAuthentication
     creationToken clientRequestToken nextToken existingSecret imagePullSecret tlsSecret PWD bypass proxyPass partitionKey publicKey keyName hashKey resetPassword secretsManagerRoleArn accessKeyId
     sslPassthrough compass monkey tokenizer keyboard HttpTokens clientKey metadata keyDataset secretData`.split(/\s+/),
  )("%s holds none", (name) => {
    expect(sensitivityOf(name)).toBeUndefined();
  });
});
