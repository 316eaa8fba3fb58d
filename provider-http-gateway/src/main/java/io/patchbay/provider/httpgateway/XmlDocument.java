package io.patchbay.provider.httpgateway;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * XML without a document type: there are no entities but the five that XML has itself, and nothing
 * outside is ever fetched. Prefixes of names are left out of account. A path begins with the root's
 * name.
 */
record XmlDocument(Element root) implements Document {
  static XmlDocument parse(String text) throws Unreadable {
    try {
      return new XmlDocument(
          builder().parse(new InputSource(new StringReader(text))).getDocumentElement());
    } catch (SAXException | IOException e) {
      throw new Unreadable("not XML, or XML with a document type");
    }
  }

  private static DocumentBuilder builder() {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      factory.setXIncludeAware(false);
      factory.setExpandEntityReferences(false);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new Silent());
      return builder;
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("Every Java platform parses XML without document types", e);
    }
  }

  @Override
  public @Nullable String text(AnswerPath location) {
    List<AnswerPath.Step> steps = location.steps();
    boolean attribute = !steps.isEmpty() && steps.get(steps.size() - 1).attribute();
    Element here = at(attribute ? steps.subList(0, steps.size() - 1) : steps);
    if (here == null) {
      return null;
    }
    return attribute ? attribute(here, steps.get(steps.size() - 1).name()) : own(here);
  }

  private static @Nullable String attribute(Element element, @Nullable String name) {
    for (int i = 0; i < element.getAttributes().getLength(); i++) {
      Node attribute = element.getAttributes().item(i);
      if (name(attribute).equals(name)) {
        return attribute.getNodeValue();
      }
    }
    return null;
  }

  /** The text between an element's own tags, not that of elements inside. */
  private static String own(Element element) {
    StringBuilder text = new StringBuilder();
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child.getNodeType() == Node.TEXT_NODE || child.getNodeType() == Node.CDATA_SECTION_NODE) {
        text.append(child.getNodeValue());
      }
    }
    return text.toString();
  }

  private @Nullable Element at(List<AnswerPath.Step> steps) {
    List<Element> here = List.of();
    for (int i = 0; i < steps.size(); i++) {
      AnswerPath.Step step = steps.get(i);
      if (step.name() == null) {
        here = step.index() < here.size() ? List.of(here.get(step.index())) : List.of();
      } else if (i == 0) {
        here = name(root).equals(step.name()) ? List.of(root) : List.of();
      } else {
        here = here.isEmpty() ? here : children(here.get(0), step.name());
      }
    }
    return here.isEmpty() ? null : here.get(0);
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> children = new ArrayList<>();
    for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element element && name(element).equals(name)) {
        children.add(element);
      }
    }
    return children;
  }

  private static String name(Node node) {
    String local = node.getLocalName();
    return local == null ? node.getNodeName() : local;
  }

  /** Callbacks are not read as XML, so that nothing asks. */
  @Override
  public List<Document> items(@Nullable AnswerPath location) {
    return List.of(this);
  }

  @Override
  public String raw() {
    return name(root);
  }

  /** The platform's own would write to the console. */
  private static final class Silent implements ErrorHandler {
    @Override
    public void warning(SAXParseException e) {}

    @Override
    public void error(SAXParseException e) throws SAXException {
      throw e;
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
      throw e;
    }
  }
}
