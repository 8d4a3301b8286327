package org.sceau.local.template;

/** The template cannot be read, or says what the local cloud does not know how to play. */
public final class TemplateException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public TemplateException(String sentence) {
    super(sentence);
  }
}
