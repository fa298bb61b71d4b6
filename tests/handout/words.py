"""What a patient might say in each language, with signs that are hard to set."""

GOALS = {
    "en": "Lift my grandson – “again” – and walk 20 minutes",
    "es": "Levantar a mi nieto otra vez; ¿caminar 20 minutos con Íñigo?",
    "fr": "Porter à nouveau mon petit-fils, jusqu’à l’école ; cœur léger",
    "ru": "Снова поднимать внука и гулять 20 минут с Алёной",
    "zh": "我想再次抱起我的孙子，“每天”走路20分钟——和陳先生、镕基一起（不用药）。",
    "ar": "أريد أن أحمل حفيدي (3 سنوات) مرة أخرى، وأمشي 20 دقيقة مع محمّد. لا ألم!",
}
NAMES = {
    "en": "Siân O’Neill-Åberg",
    "es": "Íñigo Muñoz Güell",
    "fr": "Zoë Lefèvre-Œuvrard",
    "ru": "Алёна Щукина",
    "zh": "河镇诊所",
    "ar": "عيادة النهر",
}
SIGNS = (
    "abc ABC 123 .,;:!?()[]{}<>\"'/\\%-–—“”",
    "àéîõüñçœßÅ ﬁ ﬂ",
    "жщъыьэюяёїґ",
    "اأإآبتثجحخدذرزسشصضطظعغفقكلمنهويىئؤة ﷺ ﻻ",
    "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670",
    "٠١٢٣٤۱۲ אבגדה",
    "我们他的一是在不了有人。，、！？（）《》陳鎔喆㐀\U00020000",
    "\u200c\u200d\u200e\u200f\u202a\u202e\u2066\u2069\ufeff\u00ad\u2060\u0000\u0007\t\n\u2028",
    "\u00a0\u3000\u0301\u0308\u0327\u20dd",
    "\U0001f600\U0001f468\u200d\U0001f467\U0001f3fd กขค हिन्दी",
)
"""Letters of many scripts, marks alone, and signs that hide, join or turn what stands beside."""
