package io.patchbay.simulator;

import io.patchbay.simulator.GraphRoutes.Route;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What the simulator knows besides messages, and where in the graph it is found: media, templates,
 * numbers, the account and the token.
 */
final class GraphWorld {
  final MediaLibrary media;
  final TemplateShelf templates;
  final PerNumber<Registration> registrations = new PerNumber<>(Registration::new);
  final BlockEndpoints blocked = new BlockEndpoints();
  final FieldAnswers fields = new FieldAnswers();
  final History history;
  final AttachmentEndpoint attachments;
  private final SimulatorBuilder settings;
  private final Directory directory;
  private final Access access;
  private final Identifiers identifiers;
  private final List<Route> routes = new ArrayList<>();

  GraphWorld(
      SimulatorBuilder settings, Directory directory, Access access, Identifiers identifiers) {
    Clock clock = settings.clock;
    this.settings = settings;
    this.directory = directory;
    this.access = access;
    this.identifiers = identifiers;
    this.media = new MediaLibrary(identifiers, clock);
    this.templates = new TemplateShelf(identifiers, settings.definedTemplatesOnly);
    settings.templates.forEach(templates::put);
    this.history = new History(identifiers);
    this.attachments = new AttachmentEndpoint(media, identifiers.secret(), clock);
  }

  /** All operations; those on messages are given. */
  List<Route> routes(MessagesEndpoint messages, Consumer<SimulatorEvent> events) {
    Predicate<String> number = directory::isNumber;
    add("POST", number, "/messages", Access.MESSAGING, messages::message);
    add("POST", number, "/marketing_messages", Access.MESSAGING, messages::marketing);
    numbers(number);
    account(directory::isAccount);
    media(number, events);
    token();
    return List.copyOf(routes);
  }

  private void numbers(Predicate<String> number) {
    NumberEndpoints numbers = numberEndpoints();
    add("GET", number, "", Access.NOTHING, numbers::get);
    RegistrationEndpoints registration = new RegistrationEndpoints(registrations);
    add("POST", number, "", Access.MANAGEMENT, registration::settings);
    add("POST", number, "/request_code", Access.MANAGEMENT, registration::requestCode);
    add("POST", number, "/verify_code", Access.MANAGEMENT, registration::verifyCode);
    add("POST", number, "/register", Access.MANAGEMENT, registration::register);
    add("POST", number, "/deregister", Access.MANAGEMENT, registration::deregister);
    add("GET", number, "/block_users", Access.MESSAGING, blocked::list);
    add("POST", number, "/block_users", Access.MESSAGING, blocked::block);
    add("DELETE", number, "/block_users", Access.MESSAGING, blocked::unblock);
    QrEndpoints codes = new QrEndpoints(identifiers, settings.clock);
    add("GET", number, "/message_qrdls", Access.MANAGEMENT, codes::list);
    add("POST", number, "/message_qrdls", Access.MANAGEMENT, codes::set);
    add("GET", number, "/message_qrdls/*", Access.MANAGEMENT, codes::get);
    add("DELETE", number, "/message_qrdls/*", Access.MANAGEMENT, codes::remove);
    HistoryEndpoints histories = new HistoryEndpoints(history, directory);
    add("GET", number, "/message_history", Access.MESSAGING, histories::list);
    add("GET", history::has, "/events", Access.MESSAGING, histories::events);
  }

  private NumberEndpoints numberEndpoints() {
    return new NumberEndpoints(directory, settings.messagesPerSecond, registrations, fields);
  }

  private void account(Predicate<String> account) {
    AccountEndpoints accounts = new AccountEndpoints(directory, fields, new AtomicReference<>());
    add("GET", account, "", Access.MANAGEMENT, accounts::get);
    add("GET", account, "/phone_numbers", Access.MANAGEMENT, numberEndpoints()::list);
    add("GET", account, "/subscribed_apps", Access.MANAGEMENT, accounts::subscriptions);
    add("POST", account, "/subscribed_apps", Access.MANAGEMENT, accounts::subscribe);
    add("DELETE", account, "/subscribed_apps", Access.MANAGEMENT, accounts::unsubscribe);
    TemplateEndpoints endpoints = new TemplateEndpoints(templates, settings.approveTemplates);
    add("GET", account, "/message_templates", Access.MANAGEMENT, endpoints::list);
    add("POST", account, "/message_templates", Access.MANAGEMENT, endpoints::create);
    add("DELETE", account, "/message_templates", Access.MANAGEMENT, endpoints::remove);
    add("GET", templates::has, "", Access.MANAGEMENT, endpoints::get);
    add("POST", templates::has, "", Access.MANAGEMENT, endpoints::edit);
  }

  private void media(Predicate<String> number, Consumer<SimulatorEvent> events) {
    MediaEndpoints endpoints = new MediaEndpoints(media, attachments, settings.clock, events);
    add("POST", number, "/media", Access.MESSAGING, endpoints::upload);
    add("GET", media::has, "", Access.MESSAGING, endpoints::lookUp);
    add("DELETE", media::has, "", Access.MESSAGING, endpoints::remove);
    UploadEndpoints uploads = new UploadEndpoints(identifiers, settings.clock);
    add("POST", directory::isApp, "/uploads", Access.NOTHING, uploads::start);
    add("POST", uploads::has, "", Access.NOTHING, uploads::add);
    add("GET", uploads::has, "", Access.NOTHING, uploads::progress);
    ProfileEndpoints profiles = new ProfileEndpoints(uploads);
    add("GET", number, "/whatsapp_business_profile", Access.MANAGEMENT, profiles::get);
    add("POST", number, "/whatsapp_business_profile", Access.MANAGEMENT, profiles::set);
  }

  private void token() {
    TokenEndpoints token = new TokenEndpoints(access, directory);
    add("GET", Access.INSPECTION::equals, "", Access.NOTHING, token::inspect);
    add("GET", "me"::equals, "", Access.NOTHING, token::me);
    add("GET", "me"::equals, "/permissions", Access.NOTHING, token::permissions);
  }

  private void add(
      String method, Predicate<String> object, String tail, String permission, Endpoint endpoint) {
    routes.add(new Route(method, object, tail, permission, endpoint));
  }
}
