package io.mooring.notifier.listen;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where rules come from.
 *
 * @param file YAML whose rules replace built-in ones of the same name and are added to them; empty for none
 */
public record RulesSettings(@DefaultValue("") String file) {}
