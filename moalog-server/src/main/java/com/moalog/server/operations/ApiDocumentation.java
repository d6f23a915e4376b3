package com.moalog.server.operations;

import com.moalog.server.http.OpenToAnyone;
import com.moalog.server.model.Language;
import com.moalog.server.model.MemberId;
import com.moalog.server.session.TokenEnd;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What the OpenAPI document says besides the endpoints themselves; made when first asked for. */
@Configuration(proxyBeanMethods = false)
class ApiDocumentation {

  private static final String SCHEME = "bearer_auth";

  /** Of the envelope without a result, which many operations answer in success, too. */
  private static final String ERROR_SCHEMA = "#/components/schemas/EnvelopeVoid";

  private static final List<String> TAGS =
      List.of("Health", "Auth", "RetroRoom", "Retrospect", "Response", "Member", "Payment");

  @Bean
  @Lazy
  OpenAPI openApi() {
    SpringDocUtils.getConfig()
        .addRequestWrapperToIgnore(MemberId.class, Language.class, TokenEnd.class);
    SecurityScheme bearer =
        new SecurityScheme()
            .type(SecurityScheme.Type.HTTP)
            .scheme("bearer")
            .bearerFormat("JWT")
            .description("The access token; browsers send it as the cookie access_token instead.");
    return new OpenAPI()
        .info(new Info().title("Moalog API").version("1.0.0"))
        .tags(TAGS.stream().map(name -> new Tag().name(name)).toList())
        .components(new Components().addSecuritySchemes(SCHEME, bearer));
  }

  @Bean
  WebMvcConfigurer trailingSlash() {
    return new TrailingSlash();
  }

  /** The address with a slash at its end leads to the page too. */
  private static final class TrailingSlash implements WebMvcConfigurer {

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
      registry.addRedirectViewController("/swagger-ui/", "/swagger-ui/index.html");
    }
  }

  @Bean
  ModelConverter recordSchemas() {
    return new RecordSchemas();
  }

  @Bean
  OpenApiCustomizer wholeAnswers() {
    return new WholeAnswers();
  }

  /** Says what every operation answers when it refuses or fails. */
  @Bean
  OperationCustomizer refusalsOfOperations() {
    Content envelope =
        new Content()
            .addMediaType(
                "application/json", new MediaType().schema(new JsonSchema().$ref(ERROR_SCHEMA)));
    ApiResponse refusal =
        new ApiResponse()
            .description("Refused or failed: `code` says why, `message` says it to people.")
            .content(envelope);
    return (operation, handler) -> {
      operation.getResponses().addApiResponse("default", refusal);
      return operation;
    };
  }

  /** Says which operations need a signed-in member. */
  @Bean
  OperationCustomizer securityOfOperations() {
    return (operation, handler) -> {
      boolean api = handler.getBeanType().getPackageName().startsWith("com.moalog.server");
      boolean operational = handler.getBeanType().getPackageName().endsWith(".operations");
      if (api && !operational && !handler.hasMethodAnnotation(OpenToAnyone.class)) {
        operation.addSecurityItem(new SecurityRequirement().addList(SCHEME));
      }
      return operation;
    };
  }
}
