package io.busbar.engine.model;

import io.busbar.api.model.SiteModel;
import io.busbar.engine.pipeline.CompiledTemplate;
import io.busbar.engine.pipeline.Overrides.OwnValue;
import java.util.List;
import java.util.Map;

/**
 * A checked model, ready to be laid out.
 *
 * @param model what was compiled
 * @param variants compiled templates that devices use, by {@link CompiledTemplate#key()}
 * @param variantOf variant by device; a device whose driver is not installed has none and waits
 * @param overrides own parameter values by device, only where there are some
 */
record CompiledSite(SiteModel model, Map<String, CompiledTemplate> variants, Map<String, String> variantOf,
    Map<String, List<OwnValue>> overrides) {}
