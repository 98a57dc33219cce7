// The validator is another's server; nothing is asked of it.
window.ui = SwaggerUIBundle({
  urls: [
    { name: "3.2", url: "/swagger/vision-v3.2-read/swagger.json" },
    { name: "2.0-preview", url: "/swagger/vision-v2.0-preview-read/swagger.json" },
    { name: "3.2-preview", url: "/swagger/vision-v3.2-preview-read/swagger.json" },
    { name: "3.1-preview", url: "/swagger/vision-v3.1-preview-read/swagger.json" },
    { name: "3.0-preview", url: "/swagger/vision-v3.0-preview-read/swagger.json" },
  ],
  dom_id: "#swagger-ui",
  deepLinking: true,
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
  layout: "StandaloneLayout",
  validatorUrl: null,
  displayOperationId: true,
  defaultModelsExpandDepth: 0,
});
