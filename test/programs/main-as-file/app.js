throw new Error("the application is not the infrastructure");
