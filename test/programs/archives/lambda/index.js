exports.handler = async () => require("./lib/answer");
